// Improves pages that already work. The two classes on the body tell govuk-frontend's styles and scripts
// that script runs; they must be there before anything is initialised.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs';
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs';
import { Checkboxes } from 'govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs';
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs';
import { FileUpload } from 'govuk-frontend/dist/govuk/components/file-upload/file-upload.mjs';
import { NotificationBanner } from 'govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs';
import { PasswordInput } from 'govuk-frontend/dist/govuk/components/password-input/password-input.mjs';
import { Radios } from 'govuk-frontend/dist/govuk/components/radios/radios.mjs';
import { ServiceNavigation } from 'govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs';
import { SkipLink } from 'govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs';
import { Tabs } from 'govuk-frontend/dist/govuk/components/tabs/tabs.mjs';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');

const components = [
  ErrorSummary,
  NotificationBanner,
  SkipLink,
  ServiceNavigation,
  Button,
  CharacterCount,
  Checkboxes,
  FileUpload,
  PasswordInput,
  Radios,
  Tabs,
];
for (const Component of components) {
  for (const root of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
    try {
      new Component(root);
    } catch (error) {
      console.error(error); // the page works without it
    }
  }
}

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
