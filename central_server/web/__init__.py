"""Pages for people: what visitors and officers see in a browser.

Every page is written on the server and works without JavaScript; a script only makes it handier. ``Site`` draws
templates (Jinja2, everything escaped, an unknown value is an error) with words from the typed tables in ``words/``;
``forms`` reads what a form sends, bounded and checked for where it came from; ``sessions`` knows who asks;
``static`` serves the few files there are under names that change with their content. Nothing comes from elsewhere,
and the Content-Security-Policy holds a page to that.
"""
