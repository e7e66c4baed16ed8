"""The sentences of a day's figures, made from its numbers: for the page, and for the paper."""

from datetime import UTC, date, datetime, time

from kiosk.admission import LOCAL_TIME
from kiosk.desk.figures import Figures, Hour, Spread
from kiosk.desk.figures_view import (
    LEAST_FOR_MEDIAN,
    LEAST_FOR_P95,
    against_week,
    busiest,
    most_given_up,
    slow_stages,
    tellable,
    way_shares,
)
from kiosk.screens import Language
from ui.words.desk_figures_words import figures_words, length, percent
from ui.words.moments import clock, day, number


def named_day(of: date, language: Language) -> str:
    """A day with its name.

    >>> named_day(date(2026, 11, 23), Language.VI)
    'Thứ Hai, 23/11/2026'
    """
    return day(datetime.combine(of, time(12), LOCAL_TIME).astimezone(UTC), language)


class Saying:
    """A day in words of one language; "" where a sentence has nothing to say."""

    def __init__(self, figures: Figures, language: Language) -> None:
        self._figures, self._language = figures, language
        self._say = figures_words(language)

    def n(self, count: int) -> str:
        """A count."""
        return number(count, self._language)

    def week(self) -> str:
        """Arrivals against those of a week before."""
        before, more = self._figures.week_before, against_week(self._figures)
        if before is None:
            return ""
        if more is None:
            return self._say.tile.week_few.format(n=self.n(before))
        text = self._say.amount.percent.format(n=abs(more))
        return self._say.tile.week.format(n=("+" if more > 0 else "–" if more < 0 else "±") + text)

    def automatic(self) -> str:
        """Departures nobody made."""
        return self._say.tile.automatic.format(n=self.n(self._figures.automatic)) if self._figures.automatic else ""

    def peak(self) -> str:
        """The most people inside, and when."""
        at = self._figures.peak_at
        return self._say.tile.peak.format(n=self.n(self._figures.peak), time=clock(at)) if at is not None else ""

    def person(self) -> tuple[str, str, str]:
        """The median of one person: number, unit, and a line; why there is none where it cannot be told."""
        say, spread = self._say, self._figures.spread
        if spread is None or not spread.count:
            return "–", "", say.tile.nobody_timed
        if tellable(spread) is None:
            return "–", "", say.tile.too_few.format(n=spread.count, least=LEAST_FOR_MEDIAN)
        timed = say.tile.timed.format(n=self.n(spread.count))
        figure, unit = self._figure_and_unit(spread.median)
        if spread.count < LEAST_FOR_P95:
            return figure, unit, timed
        return figure, unit, f"{say.tile.p95.format(time=length(spread.p95, say.amount))} · {timed}"

    def to_be_met(self) -> str:
        """How many wait for somebody of the staff."""
        waiting = self._figures.to_be_met
        return self._say.tile.to_be_met.format(n=self.n(waiting)) if waiting else self._say.tile.nobody_to_be_met

    def ways(self, most: int) -> list[tuple[str, str, str, float]]:
        """Name, number, share with median, and bar of each way in; the rarest go together if there are too many."""
        lines = []
        for way in way_shares(self._figures, most):
            rest = percent(way.share, self._say.amount)
            if (spread := tellable(way.figures.spread)) is not None:
                rest += f" · {length(spread.median, self._say.amount)}"
            lines.append((self._say.ways[way.figures.way], self.n(way.figures.count), rest, way.bar))
        return lines

    def steps(self, most: int) -> tuple[list[tuple[str, str]], str]:
        """The slow steps, retries and those who went away; and why there are no steps if there are none."""
        say, slow = self._say, slow_stages(self._figures, most)
        lines = [(say.stages[step.stage], self._median(step.spread)) for step in slow]
        lines.append((say.retries, say.times.format(n=self.n(self._figures.retries))))
        given_up, worst = self.n(self._figures.given_up), most_given_up(self._figures)
        times = say.times_most.format(n=given_up, stage=say.stages[worst]) if worst else say.times.format(n=given_up)
        lines.append((say.given_up, times))
        return lines, "" if slow else say.steps_none.format(least=LEAST_FOR_MEDIAN)

    def records(self) -> str:
        """What waits to be sent, what was refused, what was recorded by rule."""
        say, figures = self._say, self._figures
        lines = ((say.waiting, figures.waiting), (say.refused, figures.refused), (say.automatic, figures.automatic))
        return "  ·  ".join(f"{words}: {self.n(count)}" for words, count in lines)

    def chart(self, hours: tuple[Hour, ...]) -> str:
        """The chart for whoever hears it."""
        say = self._say.chart
        said = [say.spoken]
        if (best := busiest(hours)) is not None:
            said.append(say.spoken_busiest.format(hour=self._hour(best), n=self.n(best.arrivals)))
        said += [
            say.spoken_hour.format(hour=self._hour(hour), a=self.n(hour.arrivals), b=self.n(hour.departures))
            for hour in hours
        ]
        return " ".join(said)

    def _hour(self, hour: Hour) -> str:
        return self._say.chart.hour.format(h=hour.hour)

    def _median(self, spread: Spread) -> str:
        return self._say.median.format(time=length(spread.median, self._say.amount), n=self.n(spread.count))

    def _figure_and_unit(self, seconds: float) -> tuple[str, str]:
        text, unit = length(seconds, self._say.amount), self._say.amount.seconds.format(n="").strip()
        return (text.removesuffix(unit).strip(), unit) if round(seconds) < 60 else (text, "")
