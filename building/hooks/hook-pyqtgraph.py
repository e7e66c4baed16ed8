"""The plots of the desk: pyqtgraph's icons and the form that every plot makes, without its colour maps."""  # noqa: N999 - as PyInstaller has it

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("pyqtgraph", subdir="icons")
hiddenimports = ["pyqtgraph.graphicsItems.PlotItem.plotConfigTemplate_generic"]
