"""Settings: one table, and always known where a value comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.runs import called

from search.errors import ConfigError
from search.settings import table
from search.settings.kinds import Choice, Engine, Permissions, Whole, YesNo
from search.settings.table import SETTINGS
from search.settings.values import gather, unknown_variables


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def test_an_option_goes_before_a_variable_before_a_file_before_the_default(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    environment: dict[str, object] = {"DATELINE_DATA": str(data)}

    def port(options: dict[str, object]) -> tuple[object, str]:
        found = gather(options, environment).of(table.PORT)
        return found.value, found.origin

    assert port({}) == (8000, "default")
    Path("dateline.toml").write_text("port = 1\n")
    assert port({}) == (1, "dateline.toml")
    (data / "dateline.toml").write_text("port = 2\n")
    assert port({}) == (2, str(data / "dateline.toml"))
    environment["DATELINE_PORT"] = "3"
    assert port({}) == (3, "DATELINE_PORT")
    assert port({"port": 4}) == (4, "--port")


def test_a_file_given_is_read_instead_of_all_others(tmp_path: Path) -> None:
    Path("dateline.toml").write_text("port = 1\nthreads = 3\n")
    given = tmp_path / "other.toml"
    given.write_text('port = 5\ndata = "news"\n')
    told = gather({"config": given}, {})
    assert (told[table.PORT], told[table.THREADS]) == (5, 8)
    assert told[table.DATA] == tmp_path / "news"  # from where the file is
    with pytest.raises(ConfigError, match="there is no file"):
        gather({"config": tmp_path / "none.toml"}, {})


def test_the_file_here_may_say_where_the_data_folder_is_and_that_one_not() -> None:
    Path("dateline.toml").write_text('data = "news"\n')
    Path("news").mkdir()
    Path("news/dateline.toml").write_text("threads = 2\n")
    told = gather({}, {})
    assert (told[table.DATA], told[table.THREADS]) == (Path("news"), 2)
    Path("news/dateline.toml").write_text('data = "x"\n')
    with pytest.raises(ConfigError, match="cannot say where it is"):
        gather({}, {})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("thread = 3", "no setting 'thread'; did you mean threads"),
        ("log_file = 'x'", "did you mean log-file"),
        ("config = 'x'", "no setting 'config'"),
        ("port = 'x'", "port is 'x'; use a whole number from 0 to 65,535"),
        ("port = 70000", "use a whole number"),
        ("port = true", "use a whole number"),
        ("verbose = 'maybe'", "use true or false"),
        ("hosts = [1]", "use host names"),
        ("engine = 'nothing:x'", "is no engine URL"),
        ("port = ", "is not valid TOML"),
        ("[serve]\nport = 1", "no setting 'serve'"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_place(line: str, said: str) -> None:
    Path("dateline.toml").write_text(line + "\n")
    with pytest.raises(ConfigError, match=r"^dateline\.toml") as raised:
        gather({}, {})
    assert said in str(raised.value)


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=list(SETTINGS))
def test_every_setting_is_given_by_its_variable_and_refused_if_wrong(
    setting: table.Setting[object],
) -> None:
    good = {"yes/no": "yes", "number": "70", "engine": "tantivy:x", "text": "a/b"}
    good["mode"] = "660"
    kind = getattr(setting.kind, "kind", setting.kind)
    named = {
        YesNo: "yes/no",
        Whole: "number",
        Engine: "engine",
        Permissions: "mode",
    }
    right = good[named.get(type(kind), "text")]
    right = "no" if setting.default is True else right
    right = kind.choices[-1] if isinstance(kind, Choice) else right
    found = gather({}, {setting.variable: right}, files=False).of(setting)
    assert found.origin == setting.variable
    assert found.value != setting.default
    with pytest.raises(ConfigError, match=setting.variable):
        gather({}, {setting.variable: 1.5}, files=False)


def test_a_variable_that_is_no_setting_is_told_with_the_nearest() -> None:
    names = ["DATELINE_THREAD", "DATELINE_PORT", "DATELINE_TEST_X", "OTHER", "DATE"]
    assert unknown_variables(names) == [
        "DATELINE_THREAD is no setting; did you mean DATELINE_THREADS?"
    ]


def test_config_prints_what_is_in_force_and_where_it_comes_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_PORT", "81")
    monkeypatch.setenv("DATELINE_POTR", "81")
    data = tmp_path / "data"
    data.mkdir()
    (data / "dateline.toml").write_text('hosts = ["news.example"]\n')
    printed = json.loads(called(data, "config", "--json").stdout)
    assert list(printed["settings"]) == list(SETTINGS)
    assert printed["settings"]["port"] == {"value": 81, "from": "DATELINE_PORT"}
    assert printed["settings"]["data"] == {"value": str(data), "from": "--data"}
    assert printed["settings"]["hosts"] == {
        "value": ["news.example"],
        "from": str(data / "dateline.toml"),
    }
    assert printed["settings"]["threads"] == {"value": 8, "from": "default"}
    assert "DATELINE_POTR" in printed["unknown"][0]
    shown = called(data, "config").stdout
    assert "news.example" in shown
    assert "(all cores)" in shown


def test_a_wrong_file_ends_every_command_with_the_code_of_a_setting(
    tmp_path: Path,
) -> None:
    Path("dateline.toml").write_text("prot = 1\n")
    done = called(tmp_path / "data", "stats")
    assert done.exit_code == 78
    assert "did you mean port?" in done.stderr
    assert called(tmp_path / "data", "--config", tmp_path, "stats").exit_code == 78


def test_the_number_of_processes_can_be_set_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A story.\n")
    Path("dateline.toml").write_text("jobs = 2000\n")
    assert "jobs" in called(tmp_path / "data", "index", tmp_path / "a.txt").stderr
    Path("dateline.toml").write_text("jobs = 0\n")
    assert called(tmp_path / "data", "index", tmp_path / "a.txt").exit_code == 0
