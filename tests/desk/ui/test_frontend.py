"""The build of the front end: skipped when nothing changed, said when it is stale."""

import json
import subprocess

import pytest

from xiezhi_desk.ui import assets, checks, frontend

ONE_KIB = 1024


@pytest.fixture
def project(tmp_path):
    """Sources as small as can be, and the place built files go to."""
    sources = tmp_path / "frontend"
    (sources / "src").mkdir(parents=True)
    (sources / "src" / "main.ts").write_text("export {}")
    (sources / "package-lock.json").write_text("{}")
    dist = tmp_path / "static" / "dist"
    dist.mkdir(parents=True)
    return sources, dist


def built(sources, dist):
    (dist / "manifest.json").write_text("{}")
    (dist / ".digest").write_text(frontend.digest(sources))


def test_built_files_are_fresh_until_a_source_changes(project):
    sources, dist = project
    assert not frontend.fresh(sources, dist)
    built(sources, dist)
    assert frontend.fresh(sources, dist)
    (sources / "src" / "main.ts").write_text("export const x = 1")
    assert not frontend.fresh(sources, dist)


def test_a_new_or_renamed_source_counts_as_a_change(project):
    sources, dist = project
    built(sources, dist)
    (sources / "src" / "main.ts").rename(sources / "src" / "other.ts")
    assert not frontend.fresh(sources, dist)


def test_without_sources_the_built_files_of_the_wheel_are_believed(project, tmp_path):
    sources, dist = project
    built(sources, dist)
    assert frontend.fresh(tmp_path / "nowhere", dist)


def test_nothing_changed_builds_nothing(project, monkeypatch):
    sources, dist = project
    built(sources, dist)
    monkeypatch.setattr(frontend.subprocess, "run", lambda *_, **__: pytest.fail("ran"))
    assert frontend.build(sources, dist) is False


def test_a_failed_build_leaves_the_old_files(project, monkeypatch):
    sources, dist = project
    built(sources, dist)
    (sources / "src" / "main.ts").write_text("broken (")

    def fails(command, **_):
        raise frontend.subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(frontend.subprocess, "run", fails)
    with pytest.raises(frontend.subprocess.CalledProcessError):
        frontend.build(sources, dist)
    assert (dist / "manifest.json").is_file()


def test_the_check_says_what_to_run(monkeypatch):
    monkeypatch.setattr(checks.frontend, "fresh", lambda: False)
    (said,) = checks.front_end_is_fresh()
    assert said.hint == "Run python -m xiezhi_desk.ui.frontend"
    monkeypatch.setattr(checks.frontend, "fresh", lambda: True)
    assert checks.front_end_is_fresh() == []


def test_an_asset_that_was_not_built_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "DIST", tmp_path)
    assert assets.asset("main.ts") == ""
    assert assets.styles("main.ts") == []
    (tmp_path / "manifest.json").write_text(
        json.dumps({"src/main.ts": {"file": "a/main-1.js", "css": ["a/main-2.css"]}})
    )
    assert assets.asset("main.ts") == "/static/dist/a/main-1.js"
    assert assets.styles("main.ts") == ["/static/dist/a/main-2.css"]


def test_the_lockfile_pins_exactly_and_names_no_host():
    lock = (frontend.SOURCES / "package-lock.json").read_text("utf8")
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') >= 60
    package = json.loads((frontend.SOURCES / "package.json").read_text("utf8"))
    pins = {**package["dependencies"], **package["devDependencies"]}
    assert [name for name, pin in pins.items() if not pin[0].isdigit()] == []


@pytest.mark.skipif(not assets.built(), reason="the front end is not built")
def test_nothing_asks_for_a_browser_later_than_chromium_98():
    style = "".join(path.read_text("utf8") for path in assets.DIST.glob("a/*.css"))
    script = "".join(path.read_text("utf8") for path in assets.DIST.glob("a/*.js"))
    late_style = (":has(", "color-mix(", "@layer", "@container", "light-dark(", "oklch(", "dvh")
    late_script = (".toSorted(", ".toReversed(", ".withResolvers(", ".fromAsync(", "Object.groupBy")
    assert [name for name in late_style if name in style] == []
    assert [name for name in late_script if name in script] == []


FLOOR = """
import { tooNew } from './floor.mjs'
import { readFileSync } from 'node:fs'
for (const path of process.argv.slice(1))
  for (const what of tooNew(readFileSync(path, 'utf8'), path.endsWith('.css') ? 'css' : 'js')) console.log(what)
console.log(tooNew('.a:has(b){inset:0}', 'css').join())
"""


@pytest.mark.skipif(not assets.built(), reason="the front end is not built")
def test_what_is_built_stands_on_the_floor_that_the_build_names():
    built = sorted(map(str, [*assets.DIST.glob("a/*.css"), *assets.DIST.glob("a/*.js")]))
    node = frontend.Node.find()
    said = subprocess.run(
        [str(node.node), "--input-type=module", "-e", FLOOR, *built],
        cwd=frontend.SOURCES,
        env=node.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(built) > 3
    assert said.stdout == ":has() (Chromium 105)\n"  # the planted one, and no other


@pytest.mark.skipif(not assets.built(), reason="the front end is not built")
def test_what_every_page_loads_is_small():
    manifest = json.loads((assets.DIST / "manifest.json").read_text("utf8"))

    def weight(name):
        """What the entry needs at once, compressed: itself, its imports, styles, fonts."""
        entry = manifest[name]
        files = [entry["file"], *entry.get("css", []), *entry.get("assets", [])]
        packed = sum(
            min(
                path.stat().st_size
                for path in (assets.DIST / file, assets.DIST / f"{file}.br")
                if path.is_file()
            )
            for file in files
        )
        return packed + sum(weight(child) for child in entry.get("imports", []))

    first = weight("src/main.ts") + weight("src/icons.svg")
    assert first < 110 * ONE_KIB
    assert first + weight("src/graph.ts") < 270 * ONE_KIB
