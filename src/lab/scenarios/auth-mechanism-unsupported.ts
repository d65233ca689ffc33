import { services } from '../faults.ts';
import { scenario } from '../scenario.ts';

export default scenario({
  id: 'auth-mechanism-unsupported',
  title: 'Only Kerberos and NTLM are offered',
  story: 'The server belongs to a Windows domain and offers only GSSAPI and NTLM for logging in.',
  fault(plan) {
    for (const service of services(plan)) {
      if (service.mechanisms.length > 0) service.mechanisms = ['GSSAPI', 'NTLM'];
    }
    for (const service of services(plan, { protocol: 'imap' })) service.loginCommand = false;
    for (const service of services(plan, { protocol: 'pop3' })) service.loginCommand = false;
  },
  cause: 'auth-mechanism-unsupported',
});
