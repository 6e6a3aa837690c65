"""List the Word templates that come with the program."""

from pathlib import PurePath

from dispatch.world import World, shipped_folder


def list_templates(world: World) -> list[str]:
    """Return the Word templates that come with the program."""
    folder = PurePath(shipped_folder("templates")) / "docx"
    return [str(folder / name) for name in world.names(str(folder), ".docx")]
