"""Settings, from the environment: ``BILIM_HOME=/srv/bilim`` and so on."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting of Bilim; each is read from ``BILIM_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="BILIM_", frozen=True)

    home: Path = Field(Path("bilim-data"), description="The one folder that holds all data")
    database_url: str = Field(
        "", description="SQLAlchemy URL of the store; empty: SQLite in the home folder"
    )
    encoder: str = Field(
        "default",
        description="default, onnx:FOLDER, or sentence-transformers:NAME-OR-FOLDER",
    )
    host: str = Field("127.0.0.1", description="Address that the server listens on")
    port: int = Field(8000, ge=0, le=65535, description="Port that the server listens on")
    upload_megabytes: int = Field(50, gt=0, description="Largest file taken by HTTP")
    threads: int = Field(0, ge=0, description="Threads of the encoder; 0: one for each core")
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR")

    @property
    def store_url(self) -> str:
        """The URL of the store."""
        return self.database_url or f"sqlite:///{self.home / 'store.db'}"

    @property
    def index_folder(self) -> Path:
        """Where the embedded index lies."""
        return self.home / "index"
