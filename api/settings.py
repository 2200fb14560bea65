"""Settings, from the environment: ``BILIM_HOME=/srv/bilim`` and so on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import BilimError

PREFIX = "BILIM_"


class SettingsError(BilimError):
    """A setting has a value that cannot be used; the message names each such setting."""

    code = "bad_settings"


class Settings(BaseModel):
    """Every setting of Bilim; each is read from ``BILIM_<NAME>``.

    A plain model: pydantic-settings alone takes a tenth of the time in which a cold
    ``bilim search`` must answer, for what is a loop over the environment here.
    """

    model_config = ConfigDict(frozen=True)

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

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings that the environment gives. Raises SettingsError naming every bad one."""
        given = {
            name: environment[variable]
            for name in cls.model_fields
            if (variable := PREFIX + name.upper()) in environment
        }
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            problems = "; ".join(
                f"{PREFIX}{str(item['loc'][0]).upper()}={item['input']}: {item['msg']}"
                for item in error.errors()
            )
            raise SettingsError(problems) from error

    @property
    def store_url(self) -> str:
        """The URL of the store."""
        return self.database_url or f"sqlite:///{self.home / 'store.db'}"

    @property
    def index_folder(self) -> Path:
        """Where the embedded index lies."""
        return self.home / "index"
