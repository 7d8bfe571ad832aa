"""Which embedder reads meaning: the latent space of the stored papers, or one that was set."""

from pathlib import Path

from bot.search.semantic.contract import Embedder
from bot.search.semantic.latent import Latent


def open_embedder(setting: str, folder: Path) -> Embedder:
    """Open the embedder of a setting, "" for the latent space that was learned into `folder`.

    Raises OSError or ValueError where it cannot be read.
    """
    return Latent.load(folder)
