"""Composes the stages: sources → linking → mapping → validation → release."""

from regesta.pipeline.building import Progress
from regesta.pipeline.outcome import Outcome, Tally
from regesta.pipeline.pipeline import Pipeline

__all__ = ["Outcome", "Pipeline", "Progress", "Tally"]
