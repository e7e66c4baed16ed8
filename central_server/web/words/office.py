"""Words of the frame around the authority's pages, and of signing in to them."""

from central_server.web.words import Words

OFFICE: Words = {
    "office.name": ("Trang cán bộ", "Officers' pages"),
    "office.menu": ("Các trang", "Pages"),
    "menu.checkpoints": ("Điểm kiểm dịch", "Checkpoints"),
}
