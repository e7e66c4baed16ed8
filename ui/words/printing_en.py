"""English words of the slip."""

from typing import Final

from ui.words.printing_shape import SlipWords

SLIP_EN: Final = SlipWords(
    title="PERSONAL QR CODE",
    until="Valid through {date}",
    until_time="Valid until {time}, {date}",
    entered="Checked in **{time}, {date}**",
    next="Next: **{next}**",
    leaving="When leaving, show this code at the gate.",
    entering="At the gate, hold this code in the frame.",
    private="Keep this code as you keep your ID card.",
)
