"""What the logs and their index do with a whole dataset: 867 occupations, ten sections, six locales."""
