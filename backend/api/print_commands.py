"""Commands about printing labels."""

import strawberry

from backend.api.context import Context, Info
from backend.api.enums import show_enum
from backend.api.global_ids import key_of
from backend.api.label_subjects import BinsToLabel, LabelSubject, subjects_of
from backend.api.mutation import Accepted, CommandInput, FactInput, Spoken, mutation
from backend.api.pointing import ref as plain
from backend.api.print_jobs import PrintJob
from backend.api.refs import LotRef, Ref
from backend.printing import cancel_printing as canceling
from backend.printing import print_labels as printing
from backend.printing import reprint_labels as reprinting
from backend.printing import retry_printing as retrying
from backend.printing.rules import LabelKind, PrintAgain
from labels.kinds import Arrow

show_enum(
    PrintAgain,
    says="Which labels a retry sends.",
    values={
        "REST": "Those that did not leave; what may have come out has come out.",
        "UNSURE": "Those that did not leave, and those that may have come out: some twice perhaps.",
        "ALL": "All of them once more.",
    },
)


@strawberry.input(description="What `printLabels` takes: `subjects` or `bins`.")
class PrintLabelsInput(FactInput[printing.PrintLabels]):
    """Labels to print."""

    location: Ref = strawberry.field(description="For which location.")
    subjects: list[LabelSubject] = strawberry.field(
        default_factory=list, description="For these, of one kind, at most 5000."
    )
    kind: LabelKind | None = strawberry.field(
        default=None,
        description="What they are for; null takes what fits. PALLET asks for a container's GS1"
        " logistic label.",
    )
    lot: LotRef | None = strawberry.field(default=None, description="On packs' labels.")
    bins: BinsToLabel | None = strawberry.field(
        default=None, description="For all these bins, at most 5000."
    )
    arrow: Arrow | None = strawberry.field(
        default=None, description="On bins' labels; none without."
    )
    shows_check_digits: bool = strawberry.field(
        default=True, description="On bins' labels: the way on when one cannot be scanned."
    )
    copies: int = strawberry.field(default=1, description="How many of each, at most 100.")
    printer: Ref | None = strawberry.field(
        default=None, description="Where; null takes the location's own, else a PDF."
    )
    design: Ref | None = strawberry.field(
        default=None, description="How they look; null takes the default."
    )

    async def asked(self, context: Context) -> printing.PrintLabels:  # noqa: ARG002 - no reads
        """Translate."""
        return printing.PrintLabels(
            location=plain(self.location, "Location"),
            subjects=subjects_of(
                self.subjects,
                bins=self.bins,
                arrow=self.arrow,
                shows_check_digits=self.shows_check_digits,
                kind=self.kind,
                lot=self.lot,
            ),
            printer=plain(self.printer, "Printer") if self.printer else None,
            design=plain(self.design, "LabelDesign") if self.design else None,
            copies=self.copies,
        )


@strawberry.type(description="The yes to `printLabels`.")
class LabelsQueued(Accepted[printing.LabelsQueued]):
    """It was done."""

    @strawberry.field(description="The printing, as it is now.")
    async def job(self, info: Info) -> PrintJob:
        """Load it."""
        return await info.context.get(PrintJob, self.answer.job_id)


@strawberry.input(description="What `cancelPrinting` takes.")
class CancelPrintingInput(CommandInput[canceling.CancelPrinting]):
    """A printing to stop."""

    job: strawberry.ID = strawberry.field(description="Which printing.")

    async def asked(self, context: Context) -> canceling.CancelPrinting:  # noqa: ARG002 - no reads
        """Translate."""
        return canceling.CancelPrinting(key_of("PrintJob", self.job))


@strawberry.type(description="The yes to `cancelPrinting`.")
class PrintingCanceled(Accepted[canceling.PrintingCanceled]):
    """It was done."""

    @strawberry.field(description="The printing, as it is now.")
    async def job(self, info: Info) -> PrintJob:
        """Load it."""
        return await info.context.get(PrintJob, self.answer.job_id)


@strawberry.input(description="What `retryPrinting` takes.")
class RetryPrintingInput(CommandInput[retrying.RetryPrinting]):
    """A printing to go on with."""

    job: strawberry.ID = strawberry.field(description="Which printing.")
    again: PrintAgain = strawberry.field(description="Which of its labels.")
    reason: str | None = strawberry.field(default=None, description="Why.")

    async def asked(self, context: Context) -> retrying.RetryPrinting:  # noqa: ARG002 - no reads
        """Translate."""
        return retrying.RetryPrinting(key_of("PrintJob", self.job), self.again, self.reason)


@strawberry.type(description="The yes to `retryPrinting`.")
class PrintingRetried(Accepted[retrying.PrintingRetried]):
    """It was done."""

    @strawberry.field(description="The printing, as it is now.")
    async def job(self, info: Info) -> PrintJob:
        """Load it."""
        return await info.context.get(PrintJob, self.answer.job_id)


@strawberry.input(description="What `reprintLabels` takes.")
class ReprintLabelsInput(CommandInput[reprinting.ReprintLabels]):
    """A printing to print once more."""

    job: strawberry.ID = strawberry.field(description="Which printing.")
    printer: Ref | None = strawberry.field(default=None, description="Where; null takes the same.")
    reason: str = strawberry.field(description="Why; it stands on record.")

    async def asked(self, context: Context) -> reprinting.ReprintLabels:  # noqa: ARG002 - no reads
        """Translate."""
        return reprinting.ReprintLabels(
            job_id=key_of("PrintJob", self.job),
            printer=plain(self.printer, "Printer") if self.printer else None,
            reason=self.reason,
        )


@strawberry.type(description="The yes to `reprintLabels`.")
class LabelsReprinted(Accepted[reprinting.LabelsReprinted]):
    """It was done."""

    @strawberry.field(description="The new printing.")
    async def job(self, info: Info) -> PrintJob:
        """Load it."""
        return await info.context.get(PrintJob, self.answer.job_id)


PRINT_LABELS = Spoken(
    printing.print_labels,
    sent=PrintLabelsInput,
    yes=LabelsQueued,
    says="Print labels; each is read back by a decoder before it leaves.",
)
PRINT_FACTS = (PRINT_LABELS,)


@strawberry.type(description="Commands about printing.")
class PrintMutation:
    """Root fields."""

    print_labels = mutation(PRINT_LABELS)
    cancel_printing = mutation(
        Spoken(
            canceling.cancel_printing,
            sent=CancelPrintingInput,
            yes=PrintingCanceled,
            says="Stop a printing; what is out stays out.",
        )
    )
    reprint_labels = mutation(
        Spoken(
            reprinting.reprint_labels,
            sent=ReprintLabelsInput,
            yes=LabelsReprinted,
            says="Print again what a printer lost or spoiled, and say why on record.",
        )
    )
    retry_printing = mutation(
        Spoken(
            retrying.retry_printing,
            sent=RetryPrintingInput,
            yes=PrintingRetried,
            says="Go on with a printing that ended, and say on record which labels come again.",
        )
    )
