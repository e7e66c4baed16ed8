"""Words for what stands in the answer to somebody who asked what is held of them; and for who looked, and why."""

from central_server.web.words import Words
from central_server.web.words.campaigns import CAMPAIGNS
from central_server.web.words.duties import DUTIES
from central_server.web.words.isolation import ISOLATION
from central_server.web.words.office import OFFICE
from central_server.web.words.office_live import OFFICE_LIVE
from central_server.web.words.office_search import OFFICE_SEARCH
from central_server.web.words.reports import REPORTS
from central_server.web.words.safety import SAFETY
from central_server.web.words.tracing import TRACING

_OFFICE = (OFFICE, OFFICE_LIVE, OFFICE_SEARCH, REPORTS, TRACING, SAFETY, CAMPAIGNS, ISOLATION, DUTIES)
LOGGED: Words = {
    key: said for table in _OFFICE for key, said in table.items() if key.startswith(("log.act.", "purpose."))
}

BUNDLE_VALUES: Words = {
    "bundle.value.yes": ("Có", "Yes"),
    "bundle.value.no": ("Không", "No"),
    "bundle.value.male": ("Nam", "Male"),
    "bundle.value.female": ("Nữ", "Female"),
    "bundle.value.other": ("Khác", "Other"),
    "bundle.value.check_in": ("Vào", "Check-in"),
    "bundle.value.check_out": ("Ra về", "Check-out"),
    "bundle.value.reversal": ("Hủy lượt ghi nhầm", "A mistaken entry undone"),
    "bundle.value.pass": ("Được qua", "May pass"),
    "bundle.value.needs_staff": ("Cần gặp nhân viên", "Sent to staff"),
    "bundle.value.stop": ("Phải dừng lại", "Stopped"),
    "bundle.value.phone_proof.none": ("chưa kiểm tra", "not checked"),
    "bundle.value.phone_proof.otp": ("bằng mã gửi đến điện thoại", "by a code sent to the phone"),
    "bundle.value.phone_proof.attested": ("nhân viên xác nhận", "a member of staff confirmed it"),
    "bundle.value.self": ("Chính người này", "Themselves"),
    "bundle.value.parent": ("Cha hoặc mẹ", "Parent"),
    "bundle.value.child": ("Con", "Child"),
    "bundle.value.spouse": ("Vợ hoặc chồng", "Spouse"),
    "bundle.value.sibling": ("Anh, chị, em", "Sibling"),
    "bundle.value.grandparent": ("Ông hoặc bà", "Grandparent"),
    "bundle.value.guardian": ("Người giám hộ", "Guardian"),
    "bundle.value.representative": ("Người đại diện", "Representative"),
    "bundle.value.language.vi": ("Tiếng Việt", "Vietnamese"),
    "bundle.value.language.en": ("Tiếng Anh", "English"),
    "bundle.value.citizen_id": ("CCCD", "Citizen id"),
    "bundle.value.old_citizen_id": ("CMND", "Old citizen id"),
    "bundle.value.social_insurance": ("BHXH", "Social insurance"),
    "bundle.value.insurance_card": ("Thẻ BHYT", "Insurance card"),
    "bundle.value.passport": ("Hộ chiếu", "Passport"),
    "bundle.value.national_qid": ("Mã QR cá nhân quốc gia", "National personal QR"),
    "bundle.value.health_certificate": ("Chứng nhận sức khỏe", "Health certificate"),
    "bundle.value.kbyt_declaration": ("Tờ khai kbyt", "kbyt declaration"),
    "bundle.value.citizen_card": ("Thẻ căn cước", "Citizen card"),
    "bundle.value.personal_qr": ("Mã QR cá nhân", "Personal QR"),
    "bundle.value.kbyt": ("Mã kbyt", "kbyt code"),
    "bundle.value.typed_number": ("Số gõ tay", "A typed number"),
    "bundle.value.phone": ("Điện thoại", "Phone"),
    "bundle.value.phone_attested": ("Điện thoại, nhân viên xác nhận", "Phone, on a member of staff's word"),
    "bundle.value.declared": ("Khai tại chỗ", "Declared there"),
    "bundle.value.proxy": ("Nhân viên khai hộ", "Staff declared for them"),
    "bundle.value.desk": ("Nhân viên ghi từ danh sách", "By staff, from the list"),
    "bundle.value.closing": ("Tự ghi khi đóng cửa", "By rule when the place closed"),
    "bundle.value.staff": ("Nhân viên", "Staff"),
    "bundle.value.citizen_code": ("Mã QR của trung tâm", "The centre's code"),
    "bundle.value.kiosk": ("kiosk", "kiosk"),
    "bundle.value.name": ("họ tên", "name"),
    "bundle.value.birth": ("ngày sinh", "birth"),
    "bundle.value.sex": ("giới tính", "sex"),
    "bundle.value.home": ("Tại nhà", "At home"),
    "bundle.value.facility": ("Tại cơ sở", "In a facility"),
    "bundle.value.view": ("Xem dữ liệu", "To see"),
    "bundle.value.correct": ("Sửa dữ liệu", "To put right"),
    "bundle.value.delete": ("Xóa dữ liệu", "To erase"),
    "bundle.value.withdraw": ("Rút lại sự đồng ý", "To agree no longer"),
    "bundle.value.open": ("Mới", "New"),
    "bundle.value.acknowledged": ("Đã phản hồi", "Acknowledged"),
    "bundle.value.erasing": ("Đang xóa", "Being erased"),
    "bundle.value.done": ("Đã xong", "Done"),
    "bundle.value.refused": ("Đã từ chối", "Refused"),
}
