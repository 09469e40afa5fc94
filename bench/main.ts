import { measureActivation, profileActivation } from './activation';
const [what, n] = process.argv.slice(2);
if (what === 'profile') await profileActivation('/tmp');
else console.log(await measureActivation(Number(n ?? 4)));
process.exit();
