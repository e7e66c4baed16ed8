"""Vietnamese, for a longer errand: phone, code, choosing, PIN, still there. See ui/words/vi.py."""

from typing import Final

from kiosk.certificates import Trust
from kiosk.errand_screens import CodeFault, CodeNotice, PersonState, StillThereFor, WhyNoCode
from kiosk.phone import PhoneProblem
from ui.words.errand_shape import (
    ChooseWords,
    CodeWords,
    ErrandWords,
    KeypadWords,
    MoreWords,
    NobodyWords,
    NoCodeWords,
    PhoneWords,
    PinWords,
    RefusedCodeWords,
    StillWords,
)
from ui.words.pair import Pair

ERRAND_VI: Final = ErrandWords(
    keypad=KeypadWords(
        back="Quay lại",
        next="Tiếp tục",
        clear="Xóa hết",
        delete="Xóa một số",
        show="Hiện số",
        hide="Ẩn số",
        typed="Đã nhập {n} số",
        up="Lên",
        down="Xuống",
        page="Trang {n} / {of}",
    ),
    phone=PhoneWords(
        title="Nhập số điện thoại",
        line="Số đã dùng khi khai báo y tế, của quý khách hoặc người nhà.",
        box="Số điện thoại",
        missing="Còn thiếu **{n}** số. Số di động có 10 chữ số.",
        ready="Đủ số. Bấm Tiếp tục.",
        unusual="Đầu số này ít gặp. Xin xem lại số rồi bấm Tiếp tục.",
        problems={
            PhoneProblem.EMPTY: "Số di động có 10 chữ số.",
            PhoneProblem.NOT_DIGITS: "Xin chỉ nhập chữ số.",
            PhoneProblem.TOO_LONG: "Số di động chỉ có 10 chữ số. Xin xóa bớt.",
            PhoneProblem.BAD_PREFIX: "Số di động bắt đầu bằng 03, 05, 07, 08 hoặc 09.",
            PhoneProblem.OLD_11_DIGITS: "Số 11 chữ số đã đổi sang 10 số từ năm 2018.",
            PhoneProblem.LANDLINE: "Số cố định không nhận được tin nhắn.",
            PhoneProblem.NOT_MOBILE: "Số 1800, 1900 là tổng đài, không nhận tin nhắn.",
            PhoneProblem.FOREIGN: "Số nước ngoài chưa nhận được mã. Mời gặp nhân viên.",
        },
        why="Số này chỉ dùng để tìm tờ khai và gửi mã xác nhận.",
        none="Không có điện thoại? Bấm **Gọi nhân viên**.",
        asking="Đang gửi mã…",
        to_go="Chưa đủ số",
        to_fix="Xin sửa lại số",
    ),
    code=CodeWords(
        title="Nhập mã xác nhận",
        line="Mã 6 số đã gửi tin nhắn tới **{phone}**",
        valid="Mã còn hiệu lực **{time}**",
        over="Mã đã hết hiệu lực",
        tries="Còn **{n}** lần nhập",
        try_one="Còn **{n}** lần nhập",
        notices={
            CodeNotice.SENT: "",
            CodeNotice.SENT_AGAIN: "Đã gửi mã mới. Mã trước không dùng được nữa.",
            CodeNotice.WRONG: "Mã vừa nhập chưa đúng. Xin xem lại tin nhắn mới nhất.",
            CodeNotice.EXPIRED: "Mã đã hết hiệu lực. Bấm Gửi lại mã.",
            CodeNotice.LOCKED: "Đã hết số lần nhập. Bấm Gửi lại mã hoặc gặp nhân viên.",
            CodeNotice.NOT_SENT_AGAIN: "Chưa gửi được tin nhắn mới. Mã trước vẫn dùng được.",
            CodeNotice.LIMIT: "Tạm thời chưa gửi thêm được tin nhắn tới số này.",
        },
        last={
            CodeNotice.EXPIRED: "Mã đã hết hiệu lực. Mời gặp nhân viên.",
            CodeNotice.LOCKED: "Đã hết số lần nhập. Mời gặp nhân viên.",
        },
        resend_in="Gửi lại sau {time}",
        resend="Gửi lại mã",
        edit="Sửa số",
        help="Không nhận được mã?",
        auto="Mã được kiểm tra ngay khi đủ 6 số",
        confirm="Xác nhận",
        asking="Đang kiểm tra…",
        cell="Ô {n} trên {of}, {what}",
        empty="trống",
        full="đã nhập",
    ),
    no_code=NoCodeWords(
        why={
            WhyNoCode.OFFLINE: Pair(
                "Chưa gửi được mã xác nhận", "Máy đang ngoại tuyến. Số của quý khách chưa được kiểm tra."
            ),
            WhyNoCode.NOT_SENT: Pair(
                "Chưa gửi được tin nhắn", "Tin nhắn tới **{phone}** chưa gửi đi được. Số này vẫn có thể đúng."
            ),
            WhyNoCode.LIMIT: Pair(
                "Tạm thời chưa gửi thêm mã", "Đã gửi nhiều tin nhắn. Mời gặp nhân viên, hoặc quay lại sau."
            ),
            WhyNoCode.NOT_CHECKED: Pair(
                "Chưa kiểm tra được mã",
                "Máy đang ngoại tuyến. Mã quý khách đã nhập vẫn còn hiệu lực; xin thử lại sau ít giây.",
            ),
            WhyNoCode.HELP: Pair(
                "Chưa nhận được mã?", "Tin nhắn tới **{phone}** có thể đến chậm, hoặc nằm trong mục tin rác."
            ),
        },
        attest=Pair("Gặp nhân viên xác nhận", "Nhân viên xác nhận số điện thoại ngay tại máy này"),
        staff=Pair("Gặp nhân viên", "Nhân viên làm thủ tục cùng quý khách"),
        again=Pair("Thử lại", "Xem lại số, rồi gửi mã lần nữa"),
        again_help=Pair("Nhập lại mã", "Dùng mã trong tin nhắn mới nhất"),
        again_check=Pair("Thử lại", "Nhập lại mã để máy kiểm tra lần nữa"),
    ),
    nobody=NobodyWords(
        title="Số này chưa có tờ khai",
        line="Chưa có ai khai báo y tế trên số **{phone}**.",
        now=Pair("Khai báo ngay", "Khoảng 2 phút, tại máy này"),
        staff=Pair("Gặp nhân viên", "Nhân viên khai hộ quý khách"),
    ),
    choose=ChooseWords(
        title="Ai đang vào cổng?",
        title_out="Ai đang ra về?",
        line="{n} người đã khai trên số **{phone}**.",
        line_one="{n} người đã khai trên số **{phone}**.",
        line_pages="Những người đã khai trên số **{phone}**.",
        press="Bấm nút cạnh từng người.",
        press_one="Bấm nút bên cạnh.",
        asking="Đang ghi nhận, xin đợi…",
        check_in="Check in",
        check_out="Check out",
        see_staff="Gặp nhân viên",
        declare="Khai báo",
        declare_again="Khai lại",
        everyone="Check in cả {n} người",
        states={
            PersonState.HOLDS: "Tờ khai còn hạn đến {date}",
            PersonState.EXPIRED: "Tờ khai hết hạn {date}",
            PersonState.NONE: "Chưa có tờ khai",
            PersonState.INSIDE: "Đang ở trong từ {date}",
            PersonState.ENTERED: "Đã vào {date}",
            PersonState.LEFT: "Đã ra {date}",
            PersonState.SEE_STAFF: "Mời gặp nhân viên",
        },
        states_bare={
            PersonState.HOLDS: "Tờ khai còn hạn",
            PersonState.EXPIRED: "Tờ khai hết hạn",
            PersonState.NONE: "Chưa có tờ khai",
            PersonState.INSIDE: "Đang ở trong",
            PersonState.ENTERED: "Đã vào",
            PersonState.LEFT: "Đã ra",
            PersonState.SEE_STAFF: "Mời gặp nhân viên",
        },
        sexes={"male": "Nam", "female": "Nữ", "other": "Khác"},
        masked="Tên hiện dạng viết tắt để giữ riêng tư",
        other="Khai cho người khác",
        unconfirmed="chưa xác thực OTP",
    ),
    pin=PinWords(
        title="Nhân viên đăng nhập",
        line="Chọn tên, rồi nhập mã PIN 6 số.",
        attest="Mời nhân viên nhập mã PIN",
        waits="Đã gọi nhân viên. Xin đợi tại đây; mã trong tin nhắn không nhập ở màn hình này.",
        roles={"attendant": "Nhân viên kiểm dịch", "supervisor": "Trưởng ca", "technician": "Kỹ thuật viên"},
        typed="Mã PIN: đã nhập {n} trên {of} số",
        tries="Còn **{n}** lần thử, sau đó tạm khóa.",
        wrong="PIN chưa đúng, còn **{n}** lần thử.",
        locked="Đã nhập sai nhiều lần. Thử lại sau **{time}**.",
        choose="Chọn tên nhân viên trước",
        six="Nhập đủ 6 số",
        sign_in="Đăng nhập",
        asking="Đang kiểm tra…",
        logged="Đăng nhập được ghi nhật ký",
        nobody=Pair(
            "Máy này chưa có tên nhân viên nào",
            "Người quản trị thêm nhân viên và mã PIN tại máy này, theo tài liệu vận hành.",
        ),
    ),
    still=StillWords(
        asks={
            StillThereFor.IDLE: Pair(
                "Quý khách còn ở đó không?", "Hết giờ, máy sẽ xóa thông tin đang nhập và về màn hình chờ."
            ),
            StillThereFor.NEW_CODE: Pair(
                "Có mã mới. Bỏ bước đang làm?", "Nếu bỏ, máy xóa thông tin đang nhập và đọc mã mới."
            ),
            StillThereFor.LEAVING: Pair("Bỏ tờ khai đang điền?", "Thông tin đã nhập sẽ bị xóa."),
        },
        stay={
            StillThereFor.IDLE: "Tôi vẫn ở đây",
            StillThereFor.NEW_CODE: "Làm tiếp",
            StillThereFor.LEAVING: "Điền tiếp",
        },
        leave={
            StillThereFor.IDLE: "Xóa và kết thúc",
            StillThereFor.NEW_CODE: "Bỏ, đọc mã mới",
            StillThereFor.LEAVING: "Xóa và kết thúc",
        },
        at_zero="Hết giờ, máy sẽ xóa thông tin đang nhập và về màn hình chờ.",
    ),
    refused=RefusedCodeWords(
        texts={
            CodeFault.EXPIRED: Pair("Mã này đã hết hạn", "Xin khai báo y tế lại để có mã mới."),
            CodeFault.REVOKED: Pair("Mã này không còn dùng nữa", "Xin dùng mã mới nhất, hoặc vào bằng cách khác."),
            CodeFault.FORGED: Pair(
                "Mã này không do hệ thống cấp", "Không có gì được ghi lại. Mời vào bằng một trong các cách sau."
            ),
            CodeFault.UNKNOWN_KEY: Pair(
                "Máy này chưa kiểm tra được mã", "Mã có thể vẫn đúng. Mời vào bằng một trong các cách sau."
            ),
        },
        phone=Pair("Nhập số điện thoại", "Số đã dùng khi khai báo y tế"),
        declare=Pair("Khai báo y tế", "Tại máy này, khoảng 2 phút"),
        staff=Pair("Gặp nhân viên", "Nhân viên giúp quý khách vào"),
    ),
    more=MoreWords(
        enter_phone="Nhập số điện thoại",
        declare_now=Pair("Khai báo ngay", "Thông tin trên thẻ được điền sẵn"),
        needs_line="Chưa có tờ khai còn hạn. Khai tại máy này, khoảng 2 phút.",
        nothing_reads=Pair("Mời nhập số điện thoại", "Máy chưa đọc được mã lúc này"),
        attested="chưa xác thực OTP",
        confirmed="Đã xác nhận số điện thoại",
        certificates={
            Trust.TRUSTED: "Hộ chiếu vắc-xin: đã xác thực",
            Trust.NO_KEY: "Hộ chiếu vắc-xin: đọc được, chưa có khóa để xác thực",
            Trust.EXPIRED: "Hộ chiếu vắc-xin: đã hết hạn",
            Trust.NOT_YET: "Hộ chiếu vắc-xin: chưa đến ngày dùng",
            Trust.FORGED: "Hộ chiếu vắc-xin: chưa xác thực",
        },
        others="và {n} người cùng đi",
        other="và {n} người cùng đi",
        declared_until="Tờ khai y tế còn hạn đến {date}",
        nothing_kept="Không có gì được lưu. Nhân viên sẽ giúp quý khách.",
    ),
)
