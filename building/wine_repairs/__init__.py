"""What Wine 10 lacks to run what Windows runs: put into the root made for Wine, never into what is shipped."""
