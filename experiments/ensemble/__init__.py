"""`experiment=default`: one ensemble, from checked settings to results, figures and a report."""
