"""Settings come from the environment, and a bad one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.settings import Settings, SettingsError


def test_defaults_need_no_environment():
    settings = Settings.from_environment({})
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.store_url == "sqlite:///bilim-data/store.db"


def test_every_setting_is_read_by_its_name():
    settings = Settings.from_environment(
        {"BILIM_HOME": "/srv/bilim", "BILIM_PORT": "9000", "HOME": "/root"}
    )
    assert settings.home == Path("/srv/bilim")
    assert settings.port == 9000


def test_every_bad_setting_is_named():
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"BILIM_PORT": "many", "BILIM_THREADS": "-1"})
    assert "BILIM_PORT=many" in str(caught.value)
    assert "BILIM_THREADS=-1" in str(caught.value)


def test_an_openid_provider_is_read_with_its_roles():
    assert Settings.from_environment({}).openid is None
    provider = Settings.from_environment(
        {
            "BILIM_OIDC_ISSUER": "https://id.example.kz/",
            "BILIM_OIDC_CLIENT_ID": "bilim",
            "BILIM_OIDC_ROLES": "call-center=operator; experts = editor",
        }
    ).openid
    assert provider is not None
    assert provider.issuer == "https://id.example.kz"
    assert provider.roles == {"call-center": "operator", "experts": "editor"}


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({}, "BILIM_OIDC_CLIENT_ID"),
        ({"BILIM_OIDC_CLIENT_ID": "b", "BILIM_OIDC_ROLES": "x"}, "ROLES"),
    ],
)
def test_half_an_openid_provider_is_refused(more: dict[str, str], named: str):
    settings = Settings.from_environment({"BILIM_OIDC_ISSUER": "https://id.example.kz", **more})
    with pytest.raises(SettingsError, match=named):
        _ = settings.openid


def test_no_secret_is_shown():
    settings = Settings.from_environment({"BILIM_OIDC_CLIENT_SECRET": "hush"})
    assert "hush" not in repr(settings)
