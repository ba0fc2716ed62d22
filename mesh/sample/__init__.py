"""The sample population: one made-up set of people, seen through the feeds of all four domains."""

from mesh.sample.generate import SampleReport, ensure_sample, generate
from mesh.sample.options import SampleOptions

__all__ = ["SampleOptions", "SampleReport", "ensure_sample", "generate"]
