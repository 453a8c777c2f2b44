import { passwordMethod } from './password-method.ts';
import type { SignInWays } from './sign-in-methods.ts';

/** How people sign in to this portal. OpenID Connect becomes a method here, a second factor a step. */
export const signInWays: SignInWays = { methods: [passwordMethod], steps: [] };
