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
