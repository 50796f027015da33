// Component libraries that the first picture does without. A stand-in takes the place of each component;
// the library is loaded when the map has been painted, or at once on a page without a map, and takes over.
(function () {
  "use strict";

  const LONGEST_WAIT_MS = 8000;

  // A page that has a map says so by its container, which Dash puts in together with the stand-in.
  function mapPainted() {
    return new Promise(function (resolve) {
      if (!document.querySelector(".bo-map")) return resolve();
      setTimeout(resolve, LONGEST_WAIT_MS);
      new PerformanceObserver(function (list) {
        if (list.getEntriesByName("borderops:painted").length) resolve();
      }).observe({ type: "mark", buffered: true });
    });
  }

  function loaded(address) {
    return new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  function standIn(library, name) {
    function StandIn(props) {
      const React = window.React;
      const ready = React.useState(library.real);
      React.useEffect(function () {
        let isGone = false;
        library.load().then(function (real) { if (!isGone) ready[1](real); });
        return function () { isGone = true; };
      }, []);
      if (ready[0]) return React.createElement(ready[0][name], props);
      return React.createElement("div", { id: props.id, className: props.className, style: props.style, "aria-busy": true });
    }
    StandIn.dashRenderType = true;
    return StandIn;
  }

  function standInFor(told) {
    let loading = null;
    const library = {
      real: null,
      load: function () {
        loading = loading || mapPainted().then(function () { return loaded(told.address); }).then(function () {
          library.real = window[told.namespace];
          // The stand-ins stay in place: a component that changed its type would be taken down and put up anew.
          window[told.namespace] = Object.assign({}, library.real, standIns);
          return library.real;
        });
        return loading;
      },
    };
    const standIns = {};
    told.components.forEach(function (name) { standIns[name] = standIn(library, name); });
    window[told.namespace] = Object.assign({}, standIns);
  }

  JSON.parse(document.getElementById("later-scripts").textContent).forEach(standInFor);
})();
