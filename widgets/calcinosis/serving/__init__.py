"""The servers of the course: ``calcinosis serve`` and what it starts.

``serve`` checks the course (``checks``), writes the settings of the run and starts the programs that ``supervise``
keeps running: the page server (``voila_app``: ``handlers``, ``pages``, ``identity``, ``guard``, ``kernels``),
JupyterLab (``lab_app``) and the registrar. Kernels of pages are forked from a warm process (``forked``, ``zygote``).
"""
