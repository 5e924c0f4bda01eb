"""Top-level errors that a client may read. Everything else that is raised is masked.

PublicError
├── UnauthenticatedError   nobody has signed in, or the login has ended
├── ForbiddenError         signed in, and not permitted
├── SyntaxDocumentError    the document cannot be read
├── DocumentError          the document breaks a limit
├── NoDocumentError        there is neither a document nor the id of one
├── UnknownDocumentError   the manifest has no document with this digest
├── DocumentRequiredError  the login may only send documents of the manifest
├── CostError              one operation asks for more than any may
├── BudgetError            too much was asked in too short a time
├── ListeningError         a login follows more than it can look at
├── OperationNameError     the document has no such operation
├── MethodError            a mutation or subscription came by a door for queries
├── OutageError            the database does not answer
└── TooSlowError           it took longer than the server gives an operation
"""

from typing import ClassVar

from graphql import GraphQLError, GraphQLSyntaxError


class PublicError(GraphQLError):
    """An error whose message and code are meant for the client."""

    code: ClassVar[str]
    status: ClassVar[int] = 400

    def __init__(self, message: str, **extensions: str | int) -> None:
        """Say it, with facts for programs."""
        super().__init__(message, extensions={"code": self.code, **extensions})


class UnauthenticatedError(PublicError):
    """Nobody has signed in, or the login has ended."""

    code: ClassVar[str] = "UNAUTHENTICATED"
    status: ClassVar[int] = 401

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Sign in first: signInWithPassword at a desk, signIn on an enrolled device."
        )


class ForbiddenError(PublicError):
    """Signed in, and not permitted."""

    code: ClassVar[str] = "FORBIDDEN"
    status: ClassVar[int] = 403


class SyntaxDocumentError(PublicError):
    """The document cannot be read; a plain syntax error would make Strawberry close a socket."""

    code: ClassVar[str] = "DOCUMENT_SYNTAX"

    def __init__(self, error: GraphQLSyntaxError) -> None:
        """Say where."""
        GraphQLError.__init__(
            self,
            error.message,
            source=error.source,
            positions=error.positions,
            extensions={"code": self.code},
        )


class DocumentError(PublicError):
    """The document breaks a limit."""

    code: ClassVar[str] = "DOCUMENT_TOO_LARGE"


class NoDocumentError(PublicError):
    """The request has neither a document nor the id of one."""

    code: ClassVar[str] = "DOCUMENT_MISSING"

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("Send a `query`, or the `documentId` of a trusted document.")


class UnknownDocumentError(PublicError):
    """The manifest has no document with this digest."""

    code: ClassVar[str] = "DOCUMENT_UNKNOWN"

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("There is no such document here; the client and the server do not fit.")


class DocumentRequiredError(PublicError):
    """The login may only send documents of the manifest."""

    code: ClassVar[str] = "DOCUMENT_NOT_TRUSTED"
    status: ClassVar[int] = 403

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("Send a `documentId` of the manifest, or ask for the developer grant.")


class OperationNameError(PublicError):
    """The document has no operation of the name asked for, or several and no name was given."""

    code: ClassVar[str] = "OPERATION_UNKNOWN"

    def __init__(self, name: str | None) -> None:
        """Say which."""
        super().__init__(
            "The document has several operations: say `operationName`."
            if name is None
            else "The document has no operation of that name."
        )


class MethodError(PublicError):
    """A mutation or a subscription came by a door that only takes queries."""

    code: ClassVar[str] = "METHOD_NOT_ALLOWED"
    status: ClassVar[int] = 405


class OutageError(PublicError):
    """The database does not answer."""

    code: ClassVar[str] = "UNAVAILABLE"
    status: ClassVar[int] = 503


class CostError(PublicError):
    """One operation asks for more than any may."""

    code: ClassVar[str] = "OPERATION_TOO_COSTLY"


class BudgetError(PublicError):
    """Too much was asked in too short a time."""

    code: ClassVar[str] = "RATE_LIMITED"
    status: ClassVar[int] = 429


class ListeningError(PublicError):
    """A login follows more than it can look at."""

    code: ClassVar[str] = "TOO_MANY_SUBSCRIPTIONS"
    status: ClassVar[int] = 429

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("You follow too much at once; close another window first.")


class TooSlowError(PublicError):
    """It took longer than the server gives an operation."""

    code: ClassVar[str] = "TIMEOUT"
    status: ClassVar[int] = 503

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("It took too long and was stopped; ask for less, or send it again.")
