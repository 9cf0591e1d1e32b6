"""Tests mirror the rooms; journeys play both platforms with one script."""
