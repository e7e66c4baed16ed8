"""Words of the pages on which officers write campaigns."""

from central_server.web.words import Words

CAMPAIGNS: Words = {
    "menu.campaigns": ("Mẫu khai báo", "Campaigns"),
    "campaign.title": ("Mẫu khai báo y tế", "Campaigns: what is asked at the gates"),
    "campaign.none": ("Chưa có mẫu nào được lưu ở đây.", "No campaign is kept here yet."),
    "campaign.new": ("Viết mẫu mới từ", "Write a new one, starting from"),
    "campaign.version": ("Phiên bản", "Version"),
    "campaign.made": ("Lưu lúc", "Kept"),
    "campaign.questions": ("Câu hỏi", "Questions"),
    "campaign.editor": ("Soạn mẫu khai báo", "Write a campaign"),
    "campaign.text": ("Nội dung (TOML)", "Text (TOML)"),
    "campaign.help": (
        "Mỗi lần lưu là một phiên bản mới; bản đã lưu không sửa được nữa. Máy ở cổng kiểm tra đúng như trang này.",
        "Every keeping is a new version; one that is kept is never changed. Kiosks check it just as this page does.",
    ),
    "campaign.try": ("Kiểm tra và xem thử", "Check and preview"),
    "campaign.keep": ("Lưu phiên bản này", "Keep this version"),
    "campaign.wrong": (
        "Có {number} chỗ cần sửa. Chưa lưu gì cả.",
        "{number} things have to be put right. Nothing is kept yet.",
    ),
    "campaign.right": ("Mẫu hợp lệ.", "The campaign is sound."),
    "campaign.taken": (
        "Phiên bản {version} đã có với nội dung khác: hãy đổi version.",
        "There is a version {version} with another text: change the version.",
    ),
    "campaign.preview": ("Xem thử", "Preview"),
    "campaign.holds": ("Tờ khai có giá trị", "A declaration holds for"),
    "campaign.hours": ("{hours} giờ", "{hours} hours"),
    "campaign.days": ("{days} ngày", "{days} days"),
    "campaign.leads_to": ("dẫn đến", "leads to"),
    "campaign.consent": ("Lời đồng ý", "Consent"),
    "campaign.edit": ("Soạn phiên bản mới từ bản này", "Write a new version from this one"),
    "campaign.versions": ("Các phiên bản", "Versions"),
    "campaign.in_force": ("Đang áp dụng tại {number} điểm", "In force at {number} checkpoints"),
    "campaign.put": ("Áp dụng", "Put in force"),
    "campaign.put_lead": (
        "Máy ở các điểm được chọn nhận mẫu này trong vòng một phút. Những cài đặt khác ở đó giữ nguyên.",
        "The kiosks of these checkpoints take it within a minute. What else is set there stays.",
    ),
    "campaign.code": ("Mã một điểm kiểm dịch", "Code of one checkpoint"),
    "campaign.all": ("Mọi điểm tôi quản lý", "Every checkpoint that I see"),
    "campaign.declarations": ("Khai báo ở cổng", "Declaring at the gate"),
    "campaign.as_is": ("Giữ như hiện nay", "Leave as it is"),
    "campaign.required": ("Bắt buộc", "Required"),
    "campaign.optional": ("Tự nguyện", "Optional"),
    "campaign.off": ("Không khai báo", "Off"),
    "campaign.no_place": (
        "Hãy chọn nơi áp dụng: mã một điểm, tỉnh, loại nơi, hoặc mọi điểm.",
        "Say where: the code of one, a province, a kind of place, or every checkpoint.",
    ),
    "campaign.no_such_place": (
        "Không có điểm này trong phạm vi đã chọn và địa bàn của bạn. Chưa áp dụng ở đâu.",
        "There is no such checkpoint among those chosen and in your area. Nothing was put in force.",
    ),
    "campaign.nothing_there": (
        "Ở đó không có điểm nào trong địa bàn của bạn. Chưa áp dụng ở đâu.",
        "There is no checkpoint there in your area. Nothing was put in force.",
    ),
    "campaign.too_many": (
        "Hơn 2.000 điểm một lần: hãy chọn tỉnh hoặc loại nơi.",
        "More than 2,000 checkpoints at once: choose a province or a kind of place.",
    ),
    "campaign.was_put": ("Đã áp dụng tại {number} điểm.", "Put in force at {number} checkpoints."),
    "log.act.keep_campaign": ("Lưu mẫu khai báo", "Kept a campaign"),
    "log.act.put_campaign": ("Áp dụng mẫu khai báo", "Put a campaign in force"),
    "leads_to.pass": ("được vào", "may come in"),
    "leads_to.needs_staff": ("gặp nhân viên", "sees the staff"),
    "leads_to.stop": ("chờ tại chỗ", "waits"),
}
