"""Settings and supervision of the servers: Voila, JupyterLab, the registrar."""
