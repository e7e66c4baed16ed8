"""Every form the database has had, in order. A revision that was released is never changed."""
