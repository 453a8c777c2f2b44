// Improves pages that already work. The two classes on the body tell govuk-frontend's styles and scripts
// that script runs; they must be there before anything is initialised.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs';
import { Checkboxes } from 'govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs';
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs';
import { NotificationBanner } from 'govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs';
import { Radios } from 'govuk-frontend/dist/govuk/components/radios/radios.mjs';
import { ServiceNavigation } from 'govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs';
import { SkipLink } from 'govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs';
import { Tabs } from 'govuk-frontend/dist/govuk/components/tabs/tabs.mjs';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');

start([
  ErrorSummary,
  NotificationBanner,
  SkipLink,
  ServiceNavigation,
  Button,
  Checkboxes,
  Radios,
  Tabs,
]);

// A form that only chooses a view sends itself when a choice is made; its button stays for the keyboard.
for (const form of document.querySelectorAll('form[data-td-autosubmit]')) {
  form.addEventListener('change', (event) => {
    if (event.target.matches('select, input[type="radio"], input[type="checkbox"]'))
      form.requestSubmit();
  });
}

for (const button of document.querySelectorAll('[data-td-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

// Suggestions are fetched once somebody goes to a search box, not before.
for (const box of document.querySelectorAll('[data-td-suggest]')) {
  box.addEventListener(
    'focus',
    () => void import('./combobox.js').then(({ suggestFor }) => suggestFor(box)),
    { once: true },
  );
}

const FIELDS = ['govuk-character-count', 'govuk-file-upload', 'govuk-password-input'];
if (FIELDS.some((name) => document.querySelector(`[data-module="${name}"]`))) {
  const fields = await import('./fields.js');
  start(Object.values(fields));
}

if (document.querySelector('[data-td-progress]')) await import('./progress.js');

function start(components) {
  for (const Component of components) {
    for (const root of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
      try {
        Reflect.construct(Component, [root]);
      } catch (error) {
        console.error(error); // the page works without it
      }
    }
  }
}
