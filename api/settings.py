"""Settings, from the environment: ``BILIM_HOME=/srv/bilim`` and so on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import BilimError

if TYPE_CHECKING:
    from api.mailing import SmtpSettings

PREFIX = "BILIM_"


class SettingsError(BilimError):
    """A setting has a value that cannot be used; the message names each such setting."""

    code = "bad_settings"


@dataclass(frozen=True, slots=True)
class OpenIdSettings:
    """An OpenID Connect provider, and which role of ours each of its roles or groups is."""

    issuer: str
    client_id: str
    client_secret: str
    scopes: str
    roles_claim: str
    roles: Mapping[str, str]


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
    session_idle_minutes: int = Field(
        60, gt=0, description="Who does nothing for so long has to sign in again"
    )
    session_hours: int = Field(12, gt=0, description="Everybody has to sign in again after so long")
    trusted_proxies: str = Field(
        "",
        description="Addresses of proxies whose X-Forwarded-* headers are believed, with commas",
    )
    public_url: str = Field(
        "", description="Where people reach the server, such as https://bilim.example.kz"
    )
    oidc_issuer: str = Field("", description="OpenID Connect: the provider; empty: none")
    oidc_client_id: str = Field("", description="OpenID Connect: our id at the provider")
    oidc_client_secret: str = Field(
        "", repr=False, description="OpenID Connect: our secret at the provider, where it gave one"
    )
    oidc_scopes: str = Field("openid profile email", description="OpenID Connect: what we ask for")
    oidc_roles_claim: str = Field(
        "roles", description="OpenID Connect: the claim with a person's roles or groups"
    )
    oidc_roles: str = Field(
        "",
        description="OpenID Connect: our role for each of theirs, as theirs=operator;other=editor "
        "(empty: theirs are called as ours)",
    )
    smtp_host: str = Field("", description="Mail server that digests are sent by; empty: none")
    smtp_port: int = Field(25, ge=1, le=65535, description="Port of the mail server")
    smtp_security: Literal["none", "starttls", "tls"] = Field(
        "none", description="How the connection to the mail server is secured: none, starttls, tls"
    )
    smtp_user: str = Field("", description="Our name at the mail server; empty: nobody signs in")
    smtp_password: str = Field("", repr=False, description="Our password at the mail server")
    smtp_from: str = Field("bilim@localhost", description="Address that digests come from")

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
    def openid(self) -> OpenIdSettings | None:
        """The OpenID Connect provider; None where none is set. Raises SettingsError."""
        if not self.oidc_issuer:
            return None
        if not self.oidc_client_id:
            raise SettingsError(f"{PREFIX}OIDC_ISSUER is set: set {PREFIX}OIDC_CLIENT_ID too.")
        pairs = [pair.partition("=") for pair in self.oidc_roles.split(";") if pair.strip()]
        if any(not theirs.strip() or not ours.strip() for theirs, _, ours in pairs):
            raise SettingsError(f"{PREFIX}OIDC_ROLES: write theirs=operator;other=editor.")
        return OpenIdSettings(
            issuer=self.oidc_issuer.rstrip("/"),
            client_id=self.oidc_client_id,
            client_secret=self.oidc_client_secret,
            scopes=self.oidc_scopes,
            roles_claim=self.oidc_roles_claim,
            roles={theirs.strip(): ours.strip() for theirs, _, ours in pairs},
        )

    @property
    def smtp(self) -> SmtpSettings:
        """The mail server. Raises SettingsError where none is set."""
        if not self.smtp_host:
            raise SettingsError(f"{PREFIX}SMTP_HOST is not set: digests can be printed, not sent.")
        from api.mailing import SmtpSettings

        return SmtpSettings(
            host=self.smtp_host,
            port=self.smtp_port,
            security=self.smtp_security,
            user=self.smtp_user,
            password=self.smtp_password,
            sender=self.smtp_from,
        )

    @property
    def store_url(self) -> str:
        """The URL of the store."""
        return self.database_url or f"sqlite:///{self.home / 'store.db'}"

    @property
    def index_folder(self) -> Path:
        """Where the embedded index lies."""
        return self.home / "index"
