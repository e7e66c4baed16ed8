"""Around the pages of the desk, in Vietnamese."""

from typing import Final

from kiosk.desk.happening import Answer, Said
from kiosk.desk.session import SignInNotice
from kiosk.desk.session_pin import PinProblem
from kiosk.staff import Role
from ui.words.desk_shell_shape import (
    HeaderWords,
    LeavingWords,
    NavWords,
    OwnPinWords,
    ShellWords,
    SignInWords,
    StripWords,
)
from ui.words.pair import Pair

SHELL_VI: Final = ShellWords(
    nav=NavWords(
        pages={
            "list": Pair("Người đến/đi", "Danh sách người đến/đi"),
            "proxy": Pair("Khai hộ", "Khai hộ"),
            "lookup": Pair("Tra số điện thoại", "Tra số điện thoại"),
            "figures": Pair("Số liệu hôm nay", "Số liệu hôm nay"),
            "devices": Pair("Thiết bị", "Thiết bị"),
            "settings": Pair("Cài đặt", "Cài đặt"),
        },
        lines={
            "list": "{gate}",
            "proxy": "Một trang, dùng bàn phím: Tab chuyển ô, Enter sang ô kế",
            "lookup": "{gate}",
            "figures": "{day} · {gate}",
            "devices": "{gate}",
            "settings": "{gate}",
        },
        visitor="Màn hình khách",
        lock="Khóa",
        roles={
            Role.ATTENDANT: "Nhân viên kiểm dịch",
            Role.SUPERVISOR: "Trưởng ca",
            Role.TECHNICIAN: "Kỹ thuật viên",
        },
        badge="{n} việc cần xử lý",
    ),
    header=HeaderWords(
        online="Trực tuyến",
        offline="Ngoại tuyến – vẫn ghi nhận",
        barred="Trung tâm không nhận máy này",
        waiting="{n} chờ gửi",
        refused="{n} bị từ chối",
        refused_name="{n} lượt bị trung tâm từ chối, mở danh sách",
        ending="Sắp khóa, còn {n} giây",
    ),
    sign_in=SignInWords(
        title="Nhân viên đăng nhập",
        line="Chọn tên bằng phím Lên, Xuống, rồi nhập mã PIN 6 số.",
        to_visitor="Về màn hình khách",
        notices={
            SignInNotice.ENTER: "Sai nhiều lần sẽ tạm khóa.",
            SignInNotice.WRONG: "PIN chưa đúng, còn **{n}** lần thử.",
            SignInNotice.LOCKED: "Đã nhập sai nhiều lần. Thử lại sau **{time}**.",
            SignInNotice.IDLE_OUT: "Bàn đã tự khóa vì không ai thao tác.",
            SignInNotice.STORE: "Chưa hỏi được kho dữ liệu của máy. Xin thử lại.",
        },
        loading="Đang mở danh sách nhân viên…",
        signed_in="{name} đã đăng nhập",
        signed_out="Bàn đã khóa",
    ),
    leaving=LeavingWords(
        title="Bỏ những gì đang nhập?",
        line="Trang này có nội dung chưa lưu. Rời trang là bỏ hết nội dung đó.",
        stay="Ở lại trang",
        leave="Bỏ và rời trang",
    ),
    strip=StripWords(
        said={
            Said.WAITING: "Chờ mã tiếp theo",
            Said.LEAVING: "Mã tiếp theo: ra về",
            Said.READING: "Đang đọc",
            Said.WELCOME: "MỜI VÀO",
            Said.GOODBYE: "TẠM BIỆT",
            Said.STILL_INSIDE: "VẪN Ở TRONG",
            Said.ALREADY_IN: "Đang ra về?",
            Said.EARLIER_DAY: "Hôm nay vào lại?",
            Said.LEAVE_UNKNOWN: "Chưa có giờ vào. Vẫn ghi giờ ra?",
            Said.NEEDS_DECLARATION: "CẦN KHAI BÁO Y TẾ",
            Said.SEE_STAFF: "CẦN GẶP NHÂN VIÊN",
            Said.FULL: "ĐÃ ĐỦ NGƯỜI",
            Said.STOP: "CHỜ TẠI CHỖ",
            Said.UNREADABLE: "Thấy mã nhưng chưa đọc được",
            Said.UNKNOWN_CODE: "Mã này không dùng để vào cổng",
            Said.CODE_REFUSED: "Mã cá nhân không còn dùng được",
            Said.BUSY: "Khách đang nhập trên màn hình khách",
            Said.OUT_OF_ORDER: "TẠM NGỪNG GHI NHẬN",
        },
        at="lúc {time}",
        since="vào lúc {time} tại {gate}",
        number="Số {number}",
        last="Lần trước",
        again="đã ghi trước đó",
        code="mã hỗ trợ {code}",
        answers={
            Answer.LEAVE: "Ra về",
            Answer.ENTER: "Vào lại",
            Answer.STAY: "Vẫn ở lại",
            Answer.NOT_THEM: "Không phải người này",
            Answer.UNDO: "Hủy check-out",
            Answer.PROXY: "Khai hộ",
            Answer.HANDLE: "Xử lý",
            Answer.LIFT: "Đã gặp xong",
            Answer.DISMISS: "Bỏ qua",
        },
        fold="Ẩn camera",
        unfold="Hiện camera",
        camera="Camera ở cổng",
        keys="Alt {n}",
    ),
    own_pin=OwnPinWords(
        title="Đổi PIN của tôi",
        old="PIN đang dùng",
        new="PIN mới, 6 số",
        again="PIN mới, nhập lại",
        change="Đổi PIN",
        cancel="Thôi",
        asking="Đang kiểm tra…",
        done="Đã đổi PIN",
        problems={
            PinProblem.OLD_SHORT: "Nhập đủ 6 số của PIN đang dùng",
            PinProblem.NEW_SHORT: "PIN mới cần đủ 6 số",
            PinProblem.NOT_TWICE: "Hai lần nhập PIN mới chưa giống nhau",
            PinProblem.SAME: "PIN mới phải khác PIN đang dùng",
            PinProblem.OLD_WRONG: "PIN đang dùng chưa đúng, còn {n} lần thử",
            PinProblem.EASY: "PIN này dễ đoán, xin chọn PIN khác",
            PinProblem.STORE: "Chưa ghi được vào máy. Xin thử lại.",
        },
    ),
)
