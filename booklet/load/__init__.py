"""Files -> values of the model, every fault a finding with its place. Begin with ``load_project``."""

from booklet.load.project import Loaded, load_project
from booklet.load.schema import schemas

__all__ = ["Loaded", "load_project", "schemas"]
