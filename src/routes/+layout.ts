// No +layout.server.ts may ever stand beside this file: its data would have to be fetched from the hub before any page
// shows, and a kiosk must start without one. What needs the hub belongs under staff/, me/ or api/.
export const trailingSlash = 'never';
