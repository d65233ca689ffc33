import { answer } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'direct-send-blocked',
  title: 'Mail is sent straight from a home connection',
  story:
    'The server takes no mail directly from dynamic addresses such as this one; it wants the submission server to be used.',
  fault(plan) {
    const text =
      "550 5.7.1 The IP you're using to send mail is not authorized to send email directly to our servers. Please use the SMTP relay at your service provider instead.";
    answer(plan, { ports: [25] }, 'RCPT', text);
  },
  cause: 'direct-send-blocked',
});
