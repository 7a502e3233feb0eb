"""The servers of the course: checks, supervision, the Voila app and its template."""
