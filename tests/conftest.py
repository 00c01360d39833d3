"""For all tests: examples may take their time, for a machine under load is no fault of what is tested."""

from hypothesis import settings

pytest_plugins = ["database_fixtures"]

settings.register_profile("patient", settings(), deadline=None)
settings.load_profile("patient")
