// Libraries that the map does without come when it has been painted: first that of the charts, then those of
// components. A stand-in takes the place of such a component, and the library takes over where the stand-in is about
// to be seen, else after a while in which the browser has nothing to do. On a slow connection nothing is fetched that
// is not about to be seen.
(function () {
  "use strict";

  const SOON_PX = 400;
  const LONGEST_MAP_MS = 20000;
  const MAP_MARKS = ["borderops:painted", "borderops:unchanged", "borderops:not-started"];
  const LONGEST_BUSY_MS = 8000;
  const UNSEEN_MS = 1000;
  const LOOK_MS = 50;

  function isNear(element) {
    return new Promise(function (resolve) {
      const watch = new IntersectionObserver(function (entries) {
        if (!entries.some(function (entry) { return entry.isIntersecting; })) return;
        watch.disconnect();
        resolve();
      }, { rootMargin: SOON_PX + "px" });
      watch.observe(element);
    });
  }

  // The map's container is put in together with the components that ask this: one frame later it is there, or
  // the page has no map.
  function mapPainted() {
    return new Promise(function (resolve) {
      requestAnimationFrame(function () {
        if (!document.querySelector(".bo-map")) return resolve();
        setTimeout(resolve, LONGEST_MAP_MS);
        new PerformanceObserver(function (list) {
          if (MAP_MARKS.some(function (name) { return list.getEntriesByName(name).length; })) resolve();
        }).observe({ type: "mark", buffered: true });
      });
    });
  }

  /** The first chart stands in its place, or the page has none. */
  function chartsDrawn() {
    return new Promise(function (resolve) {
      const start = performance.now();
      (function look() {
        const isDrawn = !document.querySelector(".dash-graph") || document.querySelector(".js-plotly-plot .main-svg");
        if (isDrawn || performance.now() - start > LONGEST_BUSY_MS) resolve();
        else setTimeout(look, LOOK_MS);
      })();
    });
  }

  function isIdle() {
    const network = navigator.connection || {};
    if (network.saveData || /2g|3g/.test(network.effectiveType || "")) return new Promise(function () {});
    return new Promise(function (resolve) {
      setTimeout(function () { requestIdleCallback(resolve, { timeout: LONGEST_BUSY_MS }); }, UNSEEN_MS);
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
      const place = React.useRef(null);
      React.useEffect(function () {
        let isGone = false;
        if (ready[0]) return undefined;
        library.load(place.current).then(function (real) { if (!isGone) ready[1](real); });
        return function () { isGone = true; };
      }, []);
      if (ready[0]) return React.createElement(ready[0][name], props);
      return React.createElement("div", {
        ref: place, id: props.id, className: props.className, style: props.style, "aria-busy": true,
      });
    }
    StandIn.dashRenderType = true;
    return StandIn;
  }

  function standInFor(told) {
    let loading = null;
    const library = {
      real: null,
      load: function (place) {
        // Before the panels are filled everything is near the view, so the map and the charts are waited for in any case.
        return mapPainted().then(chartsDrawn).then(function () { return Promise.race([isNear(place), isIdle()]); }).then(function () {
          loading = loading || loaded(told.address).then(takeOver);
          return loading.catch(function (error) { loading = null; throw error; });
        });
      },
    };
    function takeOver() {
      library.real = window[told.namespace];
      // The stand-ins stay in place: a component that changed its type would be taken down and put up anew.
      window[told.namespace] = Object.assign({}, library.real, standIns);
      return library.real;
    }
    const standIns = {};
    told.components.forEach(function (name) { standIns[name] = standIn(library, name); });
    window[told.namespace] = Object.assign({}, standIns);
  }

  // Dash's charts wait for what they find here, or load their library themselves; the library then takes this place.
  window.Plotly = {
    then: function (resolve, reject) {
      mapPainted().then(function () { return loaded(window._dashPlotlyJSURL); }).then(function () { resolve(); }, reject);
    },
  };

  JSON.parse(document.getElementById("later-scripts").textContent).forEach(standInFor);
})();
