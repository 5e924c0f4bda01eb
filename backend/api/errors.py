"""Top-level errors that a client may read. Everything else that is raised is masked.

PublicError
├── UnauthenticatedError   nobody has signed in, or the login has ended
├── ForbiddenError         signed in, and not permitted
├── DocumentError          the document breaks a limit
├── UnknownDocumentError   the manifest has no document with this digest
├── DocumentRequiredError  the login may only send documents of the manifest
├── BudgetError            too much was asked in too short a time
└── TooSlowError           it took longer than the server gives an operation
"""

from typing import ClassVar

from graphql import GraphQLError


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
        super().__init__("Sign in first: see the mutation signIn.")


class ForbiddenError(PublicError):
    """Signed in, and not permitted."""

    code: ClassVar[str] = "FORBIDDEN"
    status: ClassVar[int] = 403


class DocumentError(PublicError):
    """The document breaks a limit."""

    code: ClassVar[str] = "DOCUMENT_TOO_LARGE"


class UnknownDocumentError(PublicError):
    """The manifest has no document with this digest."""

    code: ClassVar[str] = "DOCUMENT_UNKNOWN"


class DocumentRequiredError(PublicError):
    """The login may only send documents of the manifest."""

    code: ClassVar[str] = "DOCUMENT_NOT_TRUSTED"
    status: ClassVar[int] = 403


class BudgetError(PublicError):
    """Too much was asked in too short a time."""

    code: ClassVar[str] = "RATE_LIMITED"
    status: ClassVar[int] = 429


class TooSlowError(PublicError):
    """It took longer than the server gives an operation."""

    code: ClassVar[str] = "TIMEOUT"
    status: ClassVar[int] = 503
