/** Why the house said no, in English: by the code of the refusal, where that needs no facts. */
export const noInEnglish = {
  no_TASK_TAKEN: "Someone else holds this task; ask for your next one.",
  no_LEASE_EXPIRED: "Your claim ran out and the task went back; ask for your next one.",
  no_RECOUNT_BY_ANOTHER: "You did this once already; another person must do it now.",
  no_NO_WORK: "There is no task for you now; ask again in a while.",
  no_NOT_GRADED: "Grade what came back first; then say where it goes.",
  no_SIGN_IN_FAILED: "That does not fit; try again, or ask an administrator.",
  no_DEVICE_UNKNOWN: "This device is not enrolled, or no longer; ask an administrator to enroll it.",
  no_SETUP_CODE_SPENT: "This set-up code is used up or too old; enroll the device again.",
} as const;
