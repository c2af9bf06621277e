/** Answers the one question that the bench sends to a program of its own, and lets the process end. */
export function answerParent<Question, Report>(work: (question: Question) => Promise<Report>): void {
  process.once('message', (question: Question) => {
    work(question).then(
      (report) => process.send!({ report }, () => process.disconnect()),
      (error: Error) => process.send!({ error: error.stack ?? error.message }, () => process.disconnect()),
    );
  });
}
