"""Live figures and pages as widgets: each panel is a Python file with its JavaScript and style sheet beside it.

``shared`` holds what every panel is built on. Its ``base`` makes one ES module and one style sheet of a panel's files;
``figure`` is the frame of a live figure, ``page`` that of a page. Every colour and size is in ``tokens.css``.

A live figure (``simulator``, ``imaging``) turns traits into a picture by one call of the model; files named
``_view.js`` draw what Python sends and know no widget. A page (``home``, ``quiz``, ``cases``, ``marking``) answers
messages and trusts none of them. ``reading`` is what stands beside the text of a lesson.
"""
