"""The service over the model, and a client of it."""

import httpx
import pytest
from sparql_service import running_service


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with running_service(tmp_path_factory.mktemp("protocol")) as running:
        yield running


@pytest.fixture(scope="module")
def client(service):
    with httpx.Client(timeout=30) as client:
        yield client
