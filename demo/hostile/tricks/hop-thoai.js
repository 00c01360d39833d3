// Windows that want an answer.
window.addEventListener('beforeunload', function (event) { event.preventDefault(); event.returnValue = 'Ở lại?'; });
for (var turn = 0; turn < 12; turn++) {
  alert('Thông báo ' + turn);
  confirm('Đồng ý?');
  prompt('Họ tên?', '');
}
['print', 'showOpenFilePicker', 'showDirectoryPicker'].forEach(function (name) { try { window[name](); } catch (error) { nothing(); } });
try { Notification.requestPermission().catch(nothing); } catch (error) { nothing(); }
try { navigator.geolocation.getCurrentPosition(nothing, nothing); } catch (error) { nothing(); }
try { navigator.mediaDevices.getUserMedia({ audio: true, video: true }).catch(nothing); } catch (error) { nothing(); }
try { document.documentElement.requestFullscreen().catch(nothing); } catch (error) { nothing(); }
setInterval(function () { alert('Vẫn còn đây'); }, 40);
