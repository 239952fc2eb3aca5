"""Write, check, translate, approve and publish the occupation profiles of an AI career graph."""

__version__ = "0.1.0"
