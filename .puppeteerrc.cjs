/** The browser comes from @sparticuz/chromium or the machine: puppeteer downloads nothing. */
module.exports = { skipDownload: true };
