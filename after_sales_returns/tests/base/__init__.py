"""What stands around the documents: rights, bounds, links, companies, installation."""

from . import (
    test_access,
    test_access_details,
    test_bad_input,
    test_bounds,
    test_branch,
    test_company,
    test_files,
    test_guards,
    test_import,
    test_links,
    test_numbers,
    test_setup_beside,
    test_views,
)
