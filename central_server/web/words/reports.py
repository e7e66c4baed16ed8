"""Words of reports and of the charts in them."""

from central_server.web.words import Words

REPORTS: Words = {
    "chart.table": ("Số liệu của biểu đồ", "The chart's figures"),
    "chart.nothing": ("Không có số liệu.", "There are no figures."),
}
