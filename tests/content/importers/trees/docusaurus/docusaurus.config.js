// @ts-check
const config = {
  title: 'Workshop Docs',
  tagline: 'Everything about bicycles',
  url: 'https://workshop.example',
  baseUrl: '/',
  i18n: {
    defaultLocale: 'en',
    locales: ['en', 'es'],
  },
};
export default config;
