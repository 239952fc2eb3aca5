"""Run by other environments: one script for each tool."""
