"""The store on this machine: visits, people seen here, the outgoing queue."""
