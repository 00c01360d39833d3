// Connections that are no requests.
GOALS.forEach(function (goal) {
  try { new WebSocket(to(goal, 'websocket').replace('http', 'ws')); } catch (error) { nothing(); }
  try { new WebSocket(to(goal, 'websocket-tls').replace('http', 'wss')); } catch (error) { nothing(); }
  try { new WebTransport(to(goal, 'webtransport').replace('http', 'https')); } catch (error) { nothing(); }
  try { add('iframe', {}).contentWindow.eval('new WebSocket("' + to(goal, 'websocket-frame').replace('http', 'ws') + '")'); } catch (error) { nothing(); }
  try {
    var peer = new RTCPeerConnection({ iceServers: [
      { urls: 'stun:' + goal }, { urls: 'turn:' + goal + '?transport=tcp', username: 'a', credential: 'b' }
    ] });
    peer.createDataChannel('a');
    peer.createOffer().then(function (offer) { return peer.setLocalDescription(offer); }).catch(nothing);
  } catch (error) { nothing(); }
});
