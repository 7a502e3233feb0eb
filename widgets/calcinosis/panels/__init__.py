"""Live figures and pages as widgets: each panel is a Python file with its JavaScript and style sheet beside it.

``base`` makes one ES module and one style sheet of a panel's files. A live figure (``figure``: ``balance``,
``timecourse``, ``setpoint``, ``saturation``, ``deposit``, ``predict``, ``laboratory``) turns traits into a picture by
one call of the model; ``_view.js`` files draw what Python sends and know no widget. A page (``page``: ``home_page``,
``quiz_page``, ``feedback_page``, ``case_page``, ``grading_page``, ``analysis_page``) answers messages and trusts none
of them. Shared JavaScript: ``elements.js`` (elements of HTML and SVG), ``dom.js`` (icons and parts of pages),
``motion.js``, ``units.js``, ``numbers.js``. Every colour and size is in ``tokens.css``.
"""
